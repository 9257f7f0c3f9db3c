/**
 * Networks computed by the virtual machine itself: logits and input gradients, in inference mode, nothing else.
 *
 * <p>Activations lie with the samples innermost: one array for each row of an image, {@code [width, samples]}. A convolution
 * then is a sum of whole rows times single weights, in loops that the just-in-time compiler turns into vector
 * instructions, and no result depends on how many samples share a batch, nor on the processor.
 */
@NullMarked
package org.robustness4j.model.compiled;

import org.jspecify.annotations.NullMarked;
