package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.network.CapsuleOperation.Routing;

/** Routing by agreement, one sample after the other, in float64. */
record CapsuleRoutingStep(Routing routing, Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        CapsuleRouting computation = new CapsuleRouting(routing, input.shape());
        int dimensions = output.shape().width();
        for (int s = 0; s < samples; s++) {
            computation.predict(input.values(), s, samples);
            double[] capsules = computation.route();
            for (int i = 0; i < capsules.length; i++) {
                output.values()[i / dimensions][i % dimensions * samples + s] = (float) capsules[i];
            }
        }
    }

    @Override
    public void backward(int samples) {
        CapsuleRouting computation = new CapsuleRouting(routing, input.shape());
        int dimensions = output.shape().width();
        double[] upstream = new double[output.shape().size()];
        for (int s = 0; s < samples; s++) {
            computation.predict(input.values(), s, samples);
            computation.route();
            for (int i = 0; i < upstream.length; i++) {
                upstream[i] = output.gradients()[i / dimensions][i % dimensions * samples + s];
            }
            computation.backward(upstream, input.gradients(), s, samples);
        }
    }
}
