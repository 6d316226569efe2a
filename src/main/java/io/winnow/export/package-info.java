/**
 * From a batch to the files of trainers: walks through it, makes rows of its sessions, sends them as a stream, and says what
 * they were made from. Imports {@code batch} (to read it), {@code training} (to make the rows) and the leaves.
 */
package io.winnow.export;
