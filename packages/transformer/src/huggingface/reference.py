"""Tiny random models of transformers with their logits: python reference.py reference.json (transformers 5.23, torch 2.13)."""
import torch, json, base64, warnings, sys, tempfile
warnings.filterwarnings('ignore')
import transformers as T
base=dict(vocab_size=12,pad_token_id=0,bos_token_id=1,eos_token_id=2)
cases={
 'gpt2':(T.GPT2LMHeadModel,T.GPT2Config(**base,n_embd=8,n_layer=1,n_head=2,n_positions=12,n_inner=16)),
 'gpt-neox':(T.GPTNeoXForCausalLM,T.GPTNeoXConfig(**base,hidden_size=8,intermediate_size=12,num_hidden_layers=1,num_attention_heads=2,max_position_embeddings=12,rotary_pct=0.5)),
 'mixtral':(T.MixtralForCausalLM,T.MixtralConfig(**base,hidden_size=8,intermediate_size=12,num_hidden_layers=1,num_attention_heads=2,num_key_value_heads=1,max_position_embeddings=12,num_local_experts=2)),
 'bert':(T.BertForMaskedLM,T.BertConfig(vocab_size=12,pad_token_id=0,hidden_size=8,intermediate_size=12,num_hidden_layers=1,num_attention_heads=2,max_position_embeddings=12)),
 't5':(T.T5ForConditionalGeneration,T.T5Config(vocab_size=12,d_model=8,d_kv=6,d_ff=12,num_layers=1,num_heads=2,relative_attention_num_buckets=4,relative_attention_max_distance=8,feed_forward_proj='gated-gelu',decoder_start_token_id=0)),
 'mbart':(T.MBartForConditionalGeneration,T.MBartConfig(**base,d_model=8,encoder_layers=1,decoder_layers=1,encoder_attention_heads=2,decoder_attention_heads=2,encoder_ffn_dim=12,decoder_ffn_dim=12,max_position_embeddings=12,scale_embedding=True,decoder_start_token_id=2)),
}
torch.manual_seed(0)
ids=torch.tensor([[3,7,11,4,9,5]])
result={'made_with':{'transformers':T.__version__,'torch':torch.__version__},'ids':ids.tolist(),'models':{}}
for name,(cls,cfg) in cases.items():
    cfg._attn_implementation='eager'
    m=cls(cfg).eval()
    with torch.no_grad():
        for n,p in m.named_parameters():
            if p.dim()>=2: p.normal_(0,0.4)
            else: p.add_(torch.randn_like(p)*0.3)
        kw={'decoder_input_ids':ids} if cfg.is_encoder_decoder else {}
        logits=m(input_ids=ids,**kw).logits
    with tempfile.TemporaryDirectory() as d:
        m.save_pretrained(d)
        weights=base64.b64encode(open(d+'/model.safetensors','rb').read()).decode()
        result['models'][name]={'config':json.load(open(d+'/config.json')),'weights':weights,'logits':[round(v,6) for v in logits.flatten().tolist()]}
json.dump(result,open(sys.argv[1],'w'))
