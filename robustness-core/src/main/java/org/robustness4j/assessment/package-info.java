/**
 * From an attack to a verdict that is on record: attack, judge, doubt, record, in this order, for tests, commands and programs.
 */
@NullMarked
package org.robustness4j.assessment;

import org.jspecify.annotations.NullMarked;
