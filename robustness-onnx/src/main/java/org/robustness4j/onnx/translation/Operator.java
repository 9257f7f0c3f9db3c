package org.robustness4j.onnx.translation;

import java.util.List;

/** What an operator computes from values of each sample. */
@FunctionalInterface
interface Operator {

    /**
     * Adds it to the network.
     *
     * @return what it gives, one for each output
     * @throws UntranslatableException if it is used in a way that is not known here
     * @throws IllegalArgumentException if it is used in a way that ONNX does not allow
     */
    List<Value> add(Use use) throws UntranslatableException;
}
