/**
 * Tries to break the promises: real servers and packaged instances as processes, load from clients that remember what they
 * were told, faults by a seeded plan, and a list of invariants that are checked at the end. See docs/reliability.md.
 */
package io.winnow.faults;
