/**
 * What a card has evaluated to vouch for a report: only whoever spent a token, or works at a desk, learns the output `y` of this
 * very report, so that `y` inside the sealed report shows a desk that a card stands behind it, and nobody which. No kind of
 * identifier begins like this.
 */
export const vouched = (area: string, record: string): string => `from-card:${area}:${record}`;
