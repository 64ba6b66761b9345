/** A card's number as it is printed and said: five digits. */
export const cardNumber = (leaf: number): string => String(leaf).padStart(5, '0');
