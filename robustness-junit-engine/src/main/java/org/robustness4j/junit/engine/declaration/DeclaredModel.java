package org.robustness4j.junit.engine.declaration;

import java.io.File;
import java.nio.file.Path;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.model.TestedModel;

/** A model as its provider gives it. */
public record DeclaredModel(Provider<ModelUnderTest> provider) {

    /**
     * The model, under a name for people: that of the annotation, else that of its file, else that of the provider.
     *
     * @throws IllegalArgumentException if the provider gives no model, or trusts something that is not a file
     */
    public TestedModel tested() {
        Object value = provider.value();
        TestedModel model = viewed(provider.annotation().trusted() ? trusted(value) : TestedModel.of(value));
        if (value instanceof TestedModel) {
            return model;
        }
        return model.named(provider.annotation().value().isEmpty() ? nameOf(value) : provider.name());
    }

    private TestedModel viewed(TestedModel model) {
        ModelUnderTest declared = provider.annotation();
        TestedModel viewed = declared.output().isEmpty() ? model : model.output(declared.output());
        viewed = declared.label() == ModelUnderTest.ALL_LABELS ? viewed : viewed.label(declared.label());
        return declared.lastStep() ? viewed.lastStep() : viewed;
    }

    private static TestedModel trusted(Object value) {
        if (value instanceof File file) {
            return TestedModel.ofTrusted(file.toPath());
        }
        if (value instanceof Path path) {
            return TestedModel.ofTrusted(path);
        }
        throw new IllegalArgumentException("@ModelUnderTest(trusted = true) provides a "
                + value.getClass().getName() + "; only a Path or a File can be trusted: remove trusted");
    }

    private String nameOf(Object value) {
        Path path = value instanceof File file ? file.toPath() : value instanceof Path given ? given : null;
        Path fileName = path == null ? null : path.getFileName();
        return fileName == null ? provider.name() : fileName.toString().replaceFirst("\\.(zip|h5|hdf5)$", "");
    }
}
