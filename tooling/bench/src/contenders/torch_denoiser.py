"""A denoiser of a folder of diffusers and what it is shown, as its people write it: channels-last."""
import diffusers
import torch
from common_numbers import common_ids, common_numbers
from serving import serve as serve_work
from torch_serving import DEVICE, SETTINGS

KIND = SETTINGS["denoiser"]
CLASS = {"unet": diffusers.UNet2DConditionModel, "dit": diffusers.DiTTransformer2DModel}[KIND]
# eval: DiT draws classes that are dropped in training, which its values would depend on; nothing else differs.
denoiser = CLASS.from_pretrained(f"{SETTINGS['model']}/{KIND}").to(DEVICE, memory_format=torch.channels_last).eval()

BATCH, TOKENS = SETTINGS["batch"], 77
SIZE = denoiser.config.sample_size
scheduler = diffusers.DDPMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
times = common_ids(1002, (BATCH,), 1000).to(DEVICE)


def numbers(series, *shape):
    """Of about unit variance."""
    return 1.7 * common_numbers(series, shape).to(DEVICE)


clean, noise = (numbers(series, BATCH, SIZE, SIZE, 4).permute(0, 3, 1, 2) for series in (1000, 1001))
if KIND == "unet":
    told = {"encoder_hidden_states": numbers(1003, BATCH, TOKENS, denoiser.config.cross_attention_dim)}
else:
    told = {"class_labels": common_ids(1003, (BATCH,), denoiser.config.num_embeds_ada_norm).to(DEVICE)}


def predict():
    noisy = scheduler.add_noise(clean, noise, times)
    return denoiser(noisy, timestep=times, return_dict=False, **told)[0]


def serve(work):
    threads = torch.get_num_threads()
    on = torch.cuda.get_device_name() if DEVICE.type == "cuda" else f"{threads} {'thread' if threads == 1 else 'threads'}"
    parameters = sum(parameter.numel() for parameter in denoiser.parameters() if parameter.requires_grad)
    serve_work(work, f"diffusers {diffusers.__version__}, PyTorch {torch.__version__}, {on}", parameters=parameters)
