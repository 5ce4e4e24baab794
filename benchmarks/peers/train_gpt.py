"""The model of TrainingSpeed.java in PyTorch: 6 layers, width 256, 8 heads, 256 positions, batch 16, byte vocabulary.

Usage: python3 train_gpt.py [f32|bf16] [threads] [steps]. Prints tokens a second, median and best step.
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

DIM, LAYERS, HEADS, TIME, ROWS, VOCABULARY = 256, 6, 8, 256, 16, 256


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.LayerNorm(DIM), nn.LayerNorm(DIM)
        self.qkv, self.out = nn.Linear(DIM, 3 * DIM), nn.Linear(DIM, DIM)
        self.up, self.down = nn.Linear(DIM, 4 * DIM), nn.Linear(4 * DIM, DIM)
        self.register_buffer("mask", torch.full((TIME, TIME), float("-inf")).triu(1))

    def forward(self, x):
        batch, steps, _ = x.shape
        q, k, v = self.qkv(self.first(x)).chunk(3, -1)
        q, k, v = (t.view(batch, steps, HEADS, -1).transpose(1, 2) for t in (q, k, v))
        scores = q @ k.transpose(-2, -1) * (DIM // HEADS) ** -0.5 + self.mask.to(x.dtype)
        mixed = (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(batch, steps, DIM)
        x = x + self.out(mixed)
        return x + self.down(F.gelu(self.up(self.second(x))))


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.places = nn.Embedding(VOCABULARY, DIM), nn.Embedding(TIME, DIM)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(DIM)

    def forward(self, ids):
        x = self.tokens(ids) + self.places.weight
        for block in self.blocks:
            x = block(x)
        return F.linear(self.norm(x), self.tokens.weight)


def main():
    precision = sys.argv[1] if len(sys.argv) > 1 else "f32"
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    steps = int(sys.argv[3]) if len(sys.argv) > 3 else 12
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = Gpt()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4, betas=(0.9, 0.95), weight_decay=0.1)
    text = torch.randint(0, 256, (1 << 20,))
    seconds = []
    for _ in range(steps):
        began = time.perf_counter()
        starts = torch.randint(0, len(text) - TIME, (ROWS,))
        ids = torch.stack([text[s : s + TIME] for s in starts])
        targets = torch.stack([text[s + 1 : s + TIME + 1] for s in starts])
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
            logits = model(ids)
        loss = F.cross_entropy(logits.float().view(-1, VOCABULARY), targets.view(-1))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        seconds.append(time.perf_counter() - began)
    seconds.sort()
    tokens = TIME * ROWS
    print(f"torch {torch.__version__} {precision}, {threads} threads: "
          f"{tokens / seconds[len(seconds) // 2]:.0f} tokens/s (median step), {tokens / seconds[0]:.0f} (best)")


if __name__ == "__main__":
    main()
