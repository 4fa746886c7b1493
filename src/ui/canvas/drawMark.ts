import type { Outcome } from '../../protocol/request.ts';
import type { Context2D } from './context2d.ts';
import type { Palette } from './palette.ts';

const fullTurn = Math.PI * 2;

/** How a request ended, where it ended. `age` runs from 0 to 1 while the mark stands. */
export function drawMark(ctx: Context2D, outcome: Outcome, x: number, y: number, radius: number, age: number, palette: Palette): void {
  switch (outcome) {
    case 'refused':
    case 'reset':
    case 'closed':
      drawCross(ctx, x, y, radius, age, outcome === 'closed' ? palette.warn : palette.fail);
      return;
    case 'timedOut':
      drawRing(ctx, x, y, radius, age, palette);
      return;
    case 'unreachable':
      drawNoEntry(ctx, x, y, radius, age, palette.fail);
      return;
    case 'unresolved':
      drawQuestion(ctx, x, y, radius, age, palette.fail);
      return;
    case 'answered':
  }
}

const fadeOut = (age: number): number => (age < 0.55 ? 1 : 1 - (age - 0.55) / 0.45);

/** A cross that bursts: short rays fly off it while it is young. */
function drawCross(ctx: Context2D, x: number, y: number, radius: number, age: number, color: string): void {
  const arm = radius * (1.05 + 0.35 * Math.sin(Math.min(1, age * 4) * Math.PI));
  ctx.globalAlpha = fadeOut(age);
  ctx.strokeStyle = color;
  ctx.lineWidth = radius * 0.44;
  ctx.beginPath();
  ctx.moveTo(x - arm, y - arm);
  ctx.lineTo(x + arm, y + arm);
  ctx.moveTo(x + arm, y - arm);
  ctx.lineTo(x - arm, y + arm);
  ctx.stroke();
  if (age > 0.5) return;
  const near = radius * (1.7 + age * 3);
  const far = near + radius * (1 - age * 2) * 0.9;
  ctx.lineWidth = radius * 0.26;
  ctx.beginPath();
  for (let ray = 0; ray < 8; ray += 1) {
    const angle = (ray / 8) * fullTurn;
    ctx.moveTo(x + Math.cos(angle) * near, y + Math.sin(angle) * near);
    ctx.lineTo(x + Math.cos(angle) * far, y + Math.sin(angle) * far);
  }
  ctx.stroke();
}

/** The dot fades into a hollow ring. */
function drawRing(ctx: Context2D, x: number, y: number, radius: number, age: number, palette: Palette): void {
  if (age < 0.4) {
    ctx.globalAlpha = 1 - age / 0.4;
    ctx.fillStyle = palette.accent;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, fullTurn);
    ctx.fill();
  }
  ctx.globalAlpha = fadeOut(age);
  ctx.strokeStyle = palette.inkMuted;
  ctx.lineWidth = radius * 0.34;
  ctx.beginPath();
  for (let part = 0; part < 6; part += 1) {
    const start = (part / 6) * fullTurn;
    const ring = radius * (1 + age * 0.7);
    ctx.moveTo(x + Math.cos(start) * ring, y + Math.sin(start) * ring);
    ctx.arc(x, y, ring, start, start + fullTurn / 11);
  }
  ctx.stroke();
}

function drawNoEntry(ctx: Context2D, x: number, y: number, radius: number, age: number, color: string): void {
  ctx.globalAlpha = fadeOut(age);
  ctx.strokeStyle = color;
  ctx.lineWidth = radius * 0.4;
  ctx.beginPath();
  ctx.moveTo(x + radius * 1.2, y);
  ctx.arc(x, y, radius * 1.2, 0, fullTurn);
  ctx.moveTo(x - radius * 0.8, y - radius * 0.8);
  ctx.lineTo(x + radius * 0.8, y + radius * 0.8);
  ctx.stroke();
}

function drawQuestion(ctx: Context2D, x: number, y: number, radius: number, age: number, color: string): void {
  ctx.globalAlpha = fadeOut(age);
  ctx.fillStyle = color;
  ctx.font = `700 ${Math.round(radius * 32) / 10}px "Inter Variable", sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText('?', x, y - age * radius);
}
