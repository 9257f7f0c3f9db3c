package org.robustness4j.dl4j;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.autodiff.samediff.SameDiff;
import org.robustness4j.dl4j.data.Deeplearning4j;
import org.robustness4j.dl4j.samediff.SameDiffModel;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.ModelAdapter;
import org.robustness4j.model.internal.TrustedFile;

/** Adapts DL4J's networks, and the files that hold them. Found as a service. */
public final class Dl4jModelAdapter implements ModelAdapter {

    @Override
    public Optional<AdaptedModel> adapt(Object model) {
        if (!Deeplearning4j.isPresent()) {
            return Optional.empty();
        }
        if (model instanceof Model network) {
            return Optional.of(Dl4jNetwork.of(network));
        }
        if (model instanceof SameDiff graph) {
            return Optional.of(SameDiffModel.of(graph));
        }
        if (model instanceof Path path) {
            return isOthers(path) ? Optional.empty() : Optional.of(new ModelFile(path).read());
        }
        if (model instanceof File file) {
            return adapt(file.toPath());
        }
        if (model instanceof TrustedFile trusted) {
            return isOthers(trusted.path())
                    ? Optional.empty()
                    : Optional.of(new ModelFile(trusted.path()).readTrusted());
        }
        return Optional.empty();
    }

    private static boolean isOthers(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }
}
