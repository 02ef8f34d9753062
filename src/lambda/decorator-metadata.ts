// A module of its own, imported first: in a bundle a CommonJS package runs where its importer stands, and decorators of
// Nest's own classes need it before any other line.
import 'reflect-metadata';
