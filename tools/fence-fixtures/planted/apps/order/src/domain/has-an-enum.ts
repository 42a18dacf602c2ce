// breaks: eslint no-restricted-syntax
export enum Colour {
  Red,
}
