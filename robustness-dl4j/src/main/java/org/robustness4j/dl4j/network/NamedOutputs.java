package org.robustness4j.dl4j.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.robustness4j.model.internal.OutputView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outputs of a network, of which one is attacked. */
record NamedOutputs(ComputationGraphConfiguration configuration, Model network) {

    private static final Logger LOG = LoggerFactory.getLogger("org.robustness4j.model");

    /**
     * The view with the name of the output in it, if there are several: the one that is named, else the only one that
     * is a classifier's.
     *
     * @throws IllegalArgumentException if there is no such output, or several are classifiers', or there is more than
     *     one input
     */
    OutputView chosen(OutputView view) {
        String kind = network.getClass().getSimpleName();
        if (configuration.getNetworkInputs().size() != 1) {
            throw new IllegalArgumentException("The " + kind + " has the inputs " + configuration.getNetworkInputs()
                    + ", and one is attacked; give it as a Classifier of your own, which takes one of them and holds the"
                    + " others");
        }
        List<String> outputs = configuration.getNetworkOutputs();
        if (!view.output().isEmpty()) {
            if (network instanceof MultiLayerNetwork) {
                throw new IllegalArgumentException(
                        "A " + kind + " has one output; leave the output '" + view.output() + "' out");
            }
            if (!outputs.contains(view.output())) {
                throw new IllegalArgumentException(
                        "The " + kind + " has no output '" + view.output() + "'; its outputs are " + outputs);
            }
            return outputs.size() == 1 ? view.withOutput("") : view;
        }
        return outputs.size() == 1 ? view : view.withOutput(only(kind, outputs));
    }

    private String only(String kind, List<String> outputs) {
        List<String> classifying = new ArrayList<>();
        List<String> described = new ArrayList<>();
        for (String output : outputs) {
            try {
                OutputKind meaning =
                        new LogitsOutput(ClonedConfiguration.of(configuration), OutputView.WHOLE).endInLogits(output);
                described.add("'" + output + "' gives " + meaning.described());
                classifying.add(output);
            } catch (IllegalArgumentException e) {
                described.add(String.valueOf(e.getMessage()).split("; ", 2)[0]);
            }
        }
        if (classifying.size() != 1) {
            String example = classifying.isEmpty() ? outputs.get(0) : classifying.get(0);
            throw new IllegalArgumentException("The " + kind + " has several outputs: "
                    + String.join(", ", described)
                    + "; name the one that is attacked, as in TestedModel.of(model).output(\""
                    + example + "\") or @ModelUnderTest(output = \"" + example + "\")");
        }
        LOG.info(
                "Of the outputs {} of the {}, '{}' is attacked, the only one that classifies: {}",
                outputs,
                kind,
                classifying.get(0),
                described.stream().collect(Collectors.joining(", ")));
        return classifying.get(0);
    }
}
