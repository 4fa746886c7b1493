import { useEffect, useMemo, useRef } from 'react';
import type { RefObject } from 'react';
import { DropdownMenu } from 'radix-ui';
import { Check, Pause, Play, StepForward } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { speeds } from '../../store/choices.ts';
import { useApp, useCluster, usePlayback } from '../common/appContext.tsx';
import { CommandButton } from '../common/CommandButton.tsx';
import { Tooltip } from '../common/Tooltip.tsx';
import { simulatedTime } from './simulatedTime.ts';
import { placeOf, ticksOf } from './ticks.ts';

const refreshMs = 100;

/** How time runs: play, pause, step, speed, and what happened in the last minute. */
export function TimelineBar() {
  const { t } = useTranslation();
  const isPlaying = usePlayback((state) => state.isPlaying);
  return (
    <section aria-label={t('shell.timeline.label')} className="flex h-10 shrink-0 items-center gap-2 border-t border-line bg-panel px-3">
      <CommandButton id="time.playPause">{isPlaying ? <Pause aria-hidden size={15} fill="currentColor" /> : <Play aria-hidden size={15} fill="currentColor" />}</CommandButton>
      <CommandButton id="time.step"><StepForward aria-hidden size={15} fill="currentColor" /></CommandButton>
      <SpeedMenu />
      <Track />
      <LiveBadge />
    </section>
  );
}

function SpeedMenu() {
  const app = useApp();
  const { t } = useTranslation();
  const speed = usePlayback((state) => state.speed);
  return (
    <DropdownMenu.Root modal={false}>
      <Tooltip label={t('shell.timeline.speed')}>
        <DropdownMenu.Trigger className="ctl ctl-quiet min-w-9 justify-center px-1.5 tabular-nums" aria-label={t('shell.timeline.speedIs', { speed })}>{speed}×</DropdownMenu.Trigger>
      </Tooltip>
      <DropdownMenu.Content className="menu rise min-w-24" side="top" sideOffset={6}>
        <DropdownMenu.RadioGroup value={String(speed)} onValueChange={(value) => app.actions.setSpeed(Number(value))}>
          {speeds.map((value) => (
            <DropdownMenu.RadioItem key={value} value={String(value)} className="menu-item tabular-nums">
              <span className="w-3.5 shrink-0"><DropdownMenu.ItemIndicator><Check aria-hidden size={14} className="text-accent" /></DropdownMenu.ItemIndicator></span>{value}×
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

interface TrackParts { readonly clock: RefObject<HTMLSpanElement | null>; readonly track: RefObject<HTMLSpanElement | null> }

/** Moves clock, fill and ticks with the simulated time, ten times a second, without rendering. */
function useMovement({ clock, track }: TrackParts, ticks: unknown): void {
  const app = useApp();
  useEffect(() => {
    let frame = 0;
    let drawnAtMs = Number.NEGATIVE_INFINITY;
    const draw = (realMs: number): void => {
      frame = requestAnimationFrame(draw);
      if (realMs - drawnAtMs < refreshMs) return;
      drawnAtMs = realMs;
      const nowMs = app.feed.nowMs();
      if (clock.current !== null) clock.current.textContent = simulatedTime(nowMs);
      if (track.current === null) return;
      track.current.style.setProperty('--now', String(placeOf(nowMs, nowMs)));
      for (const tick of track.current.querySelectorAll<HTMLElement>('[data-at]')) {
        const place = placeOf(Number(tick.dataset['at']), nowMs);
        tick.style.left = `${place * 100}%`;
        tick.hidden = place === 0 && nowMs > 0;
      }
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [app, clock, track, ticks]);
}

function Track() {
  const app = useApp();
  const { t } = useTranslation();
  const events = useCluster((state) => state.events);
  const second = useCluster((state) => Math.floor(state.nowMs / 1000));
  const ticks = useMemo(() => ticksOf(events, second * 1000), [events, second]);
  const clock = useRef<HTMLSpanElement>(null);
  const track = useRef<HTMLSpanElement>(null);
  useMovement({ clock, track }, ticks);
  return (
    <>
      <span ref={clock} role="timer" aria-label={t('shell.timeline.time')} aria-live="off" className="min-w-[58px] font-mono text-xs text-ink-2" data-testid="simulated-time" />
      <Tooltip label={t('shell.timeline.events', { count: ticks.length })}>
        <button type="button" aria-label={t('shell.timeline.events', { count: ticks.length })} className="h-7 min-w-0 flex-1 px-1.5" onClick={() => app.actions.setUI({ bottomTab: 'events' })}>
          <span ref={track} className="relative block h-full [--now:0]">
            <span className="absolute inset-x-0 top-1/2 h-[3px] -translate-y-1/2 rounded-full bg-line" />
            <span className="absolute inset-x-0 top-1/2 h-[3px] origin-left -translate-y-1/2 scale-x-[var(--now)] rounded-full bg-accent opacity-55" />
            {ticks.map((tick) => (
              <span key={tick.bin} data-at={tick.atMs} title={tick.reasons.join(', ')} className={`absolute top-1/2 h-[9px] w-[2px] -translate-y-1/2 rounded-full ${tick.isWarning ? 'h-[13px] bg-warn' : 'bg-ink-3'}`} />
            ))}
            <span className="absolute top-1/2 h-[15px] w-[3px] -translate-1/2 rounded-full bg-accent" style={{ left: 'calc(var(--now) * 100%)' }} />
          </span>
        </button>
      </Tooltip>
    </>
  );
}

function LiveBadge() {
  const { t } = useTranslation();
  const connection = useCluster((state) => state.connection);
  const isPlaying = usePlayback((state) => state.isPlaying);
  const isLive = connection === 'live' && isPlaying;
  const text = connection === 'live' ? (isPlaying ? t('shell.timeline.live') : t('shell.timeline.paused')) : t(`shell.timeline.connection.${connection}`);
  return <span role="status" className={`rounded-[5px] px-2 text-[11px] leading-[18px] font-[650] ${isLive ? 'bg-fail-soft text-fail' : 'bg-sunken text-ink-2'}`}>{text}</span>;
}
