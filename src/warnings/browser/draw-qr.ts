import { encodeQR } from 'qr';

const svg = 'http://www.w3.org/2000/svg';
/** Quiet zone that ISO/IEC 18004 asks for, in modules. */
const BORDER = 4;

/** A QR code as an SVG element made node by node: no markup is parsed. `said` is its name for who cannot see it. */
export function drawQr(text: string, said: string): SVGSVGElement {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: BORDER });
  const size = rows.length;
  const image = document.createElementNS(svg, 'svg');
  image.setAttribute('viewBox', `0 0 ${size} ${size}`);
  image.setAttribute('role', 'img');
  image.setAttribute('aria-label', said);
  const ground = document.createElementNS(svg, 'path');
  ground.setAttribute('d', `M0 0h${size}v${size}H0z`);
  ground.setAttribute('fill', '#fff');
  const dots = document.createElementNS(svg, 'path');
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
  dots.setAttribute('d', path.join(''));
  dots.setAttribute('fill', '#000');
  image.append(ground, dots);
  return image;
}
