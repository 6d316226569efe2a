/** Holds what a native build is given against the code, since no executable is made here. Imports nothing of Winnow. */
package io.winnow.packaging;
