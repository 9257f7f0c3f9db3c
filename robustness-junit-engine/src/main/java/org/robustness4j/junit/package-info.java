/**
 * Robustness tests: the annotations and the result that a test class uses.
 *
 * <pre>{@code
 * class DigitsRobustnessIT {
 *
 *     @ModelUnderTest
 *     static Path model = Path.of("models/digits.zip");
 *
 *     @TestSamples(range = {0, 1})
 *     static DataSet samples() throws IOException { ... }
 *
 *     @RobustnessTest(attack = Pgd.class, epsilon = {0.05, 0.1}, maxSuccessRate = 0.30)
 *     void resistsPgd() {}
 * }
 * }</pre>
 */
@NullMarked
package org.robustness4j.junit;

import org.jspecify.annotations.NullMarked;
