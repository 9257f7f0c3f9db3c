package org.robustness4j.dl4j;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.ModelAdapter;
import org.robustness4j.model.internal.TrustedFile;

/** Adapts DL4J's networks, and the files that hold them. Found as a service. */
public final class Dl4jModelAdapter implements ModelAdapter {

    @Override
    public Optional<AdaptedModel> adapt(Object model) {
        if (model instanceof Model network) {
            return Optional.of(Dl4jNetwork.of(network));
        }
        if (model instanceof Path path) {
            return Optional.of(new ModelFile(path).read());
        }
        if (model instanceof File file) {
            return Optional.of(new ModelFile(file.toPath()).read());
        }
        if (model instanceof TrustedFile trusted) {
            return Optional.of(new ModelFile(trusted.path()).readTrusted());
        }
        return Optional.empty();
    }
}
