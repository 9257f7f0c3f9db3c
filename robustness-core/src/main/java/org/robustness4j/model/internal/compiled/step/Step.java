package org.robustness4j.model.internal.compiled.step;

/** One operation between buffers of its own. */
public interface Step {

    /** Computes the values of its output from those of its inputs. */
    void forward(int samples);

    /**
     * Computes the gradients of its inputs from those of its output, which it may overwrite. The values are those of
     * the last forward run.
     */
    void backward(int samples);
}
