/** Lets only so many tasks through at a time. */
export interface Gate {
  readonly through: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Makes a gate for `width` tasks at a time; the others wait in order. */
export function makeGate(width: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) inside -= 1;
    else next();
  };
  return {
    through: async (work) => {
      if (inside >= width) await new Promise<void>((resolve) => waiting.push(resolve));
      else inside += 1;
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
