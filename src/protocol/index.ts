export * from './command.ts';
export * from './message.ts';
export * from './ref.ts';
export * from './request.ts';
export * from './scenario.ts';
export * from './settings.ts';
export * from './view.ts';
