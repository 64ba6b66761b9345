/** Reads an area pack's services and places once, at start. What is wrong stops the start with its file and line. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { readPackJson } from '#kit/read-pack-json.ts';
import { said } from './rules/said.ts';
import { Service } from './rules/service.ts';

const Services = v.pipe(
  v.array(Service),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const services = dataset.value;
    for (const [at, { id, packId }] of services.entries())
      for (const [key, value] of [
        ['id', id],
        ['packId', packId],
      ] as const)
        if (services.findIndex((one) => one[key] === value) !== at)
          addIssue({
            message: 'one that no other service has',
            path: [
              { type: 'array', origin: 'value', input: services, key: at, value: services[at] },
              { type: 'object', origin: 'value', input: services[at] as never, key, value },
            ],
          });
  }),
);
/** Rounded to two decimals, about a kilometre: nobody's door. */
const coarse = (most: number) =>
  v.pipe(
    v.number(),
    v.minValue(-most),
    v.maxValue(most),
    v.check((degrees) => Math.abs(degrees * 100 - Math.round(degrees * 100)) < 1e-6, 'at most two decimals'),
  );
const Places = v.strictObject({
  attribution: said,
  places: v.array(v.strictObject({ name: said, latitude: coarse(90), longitude: coarse(180) })),
});
export type NamedPlaces = v.InferOutput<typeof Places>;
/** `places`: names of the area and its postcode sectors, each list with whom it is owed to. */
export type DirectoryPack = { services: readonly Service[]; places: readonly NamedPlaces[] };
export type DirectoryLoaded = { ok: true; pack: DirectoryPack } | { ok: false; why: string };

/** An area without these files has an empty directory. */
export function loadDirectory(folder: string): DirectoryLoaded {
  const read = <Schema extends v.GenericSchema>(schema: Schema, name: string) =>
    existsSync(join(folder, name))
      ? readPackJson(schema, readFileSync(join(folder, name), 'utf8'), join(basename(folder), name))
      : null;
  const services = read(Services, 'services.json');
  if (services?.ok === false) return services;
  const places: NamedPlaces[] = [];
  for (const name of ['places.json', 'postcode-sectors.json']) {
    const list = read(Places, name);
    if (list?.ok === false) return list;
    if (list !== null) places.push(list.value);
  }
  return { ok: true, pack: { services: services?.value ?? [], places } };
}
