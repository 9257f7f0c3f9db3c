/**
 * Networks computed by the virtual machine itself: logits and input gradients, in inference mode, nothing else.
 *
 * <p>Activations lie with the samples innermost: one array for each row of an image, {@code [width, samples]}. A
 * convolution then is a sum of whole rows times single weights, in loops that the just-in-time compiler turns into
 * vector instructions, and no result depends on how many samples share a batch, nor on the processor.
 */
@API(status = Status.INTERNAL, since = "0.1")
@NullMarked
package org.robustness4j.model.internal.compiled;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
