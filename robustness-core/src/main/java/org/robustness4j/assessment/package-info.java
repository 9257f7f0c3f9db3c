/**
 * From an attack to a verdict: attack, judge, check, record, in this order, for tests, commands and programs.
 */
@NullMarked
package org.robustness4j.assessment;

import org.jspecify.annotations.NullMarked;
