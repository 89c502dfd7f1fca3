"""Pictures of a prompt by a pipeline of diffusers: text encoder, denoiser with guidance, autoencoder."""
import diffusers
import torch
from common_numbers import common_numbers
from serving import serve
from torch_serving import DEVICE, SETTINGS

diffusers.utils.logging.disable_progress_bar()
pipeline = diffusers.StableDiffusionPipeline.from_pretrained(SETTINGS["model"], safety_checker=None).to(DEVICE)
pipeline.set_progress_bar_config(disable=True)
for part in (pipeline.unet, pipeline.vae):
    part.to(memory_format=torch.channels_last)
size = pipeline.unet.config.sample_size
start = 1.7 * common_numbers(1000, (1, size, size, 4)).permute(0, 3, 1, 2).to(DEVICE)


def picture():
    made = pipeline(
        SETTINGS["wish"], negative_prompt="", num_inference_steps=SETTINGS["steps"], guidance_scale=7.5, latents=start, output_type="pt",
    ).images
    return made.square().mean().item()


threads = torch.get_num_threads()
on = torch.cuda.get_device_name() if DEVICE.type == "cuda" else f"{threads} {'thread' if threads == 1 else 'threads'}"
parameters = sum(parameter.numel() for parameter in pipeline.unet.parameters())
serve(picture, f"diffusers {diffusers.__version__}, PyTorch {torch.__version__}, {on}", parameters=parameters)
