export const price = (amount) => `€${Number(amount).toFixed(2)}`;
