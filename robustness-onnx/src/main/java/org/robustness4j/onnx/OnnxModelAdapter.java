package org.robustness4j.onnx;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.ModelAdapter;
import org.robustness4j.model.internal.TrustedFile;

/** Adapts files whose names end in {@code .onnx}. Found as a service. */
public final class OnnxModelAdapter implements ModelAdapter {

    @Override
    public Optional<AdaptedModel> adapt(Object model) {
        if (model instanceof File file) {
            return adapt(file.toPath());
        }
        if (model instanceof TrustedFile trusted) {
            return adapt(trusted.path());
        }
        return model instanceof Path path && isOnnx(path) ? Optional.of(OnnxModel.of(path)) : Optional.empty();
    }

    private static boolean isOnnx(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }
}
