package org.robustness4j.dl4j.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;

/** None of ND4J's activations is missing. */
class EveryActivationTests {

    @Test
    void everyActivationOfNd4jIsTranslated() throws Exception {
        List<Class<?>> all = activations();
        assertThat(all).hasSizeGreaterThanOrEqualTo(22);
        for (Class<?> type : all) {
            if (type == ActivationRReLU.class) {
                continue; // random: InferenceLayers puts what it is in inference mode in its place
            }
            IActivation activation = type == ActivationPReLU.class
                    ? new ActivationPReLU(Nd4j.ones(DataType.FLOAT, 4), new long[0])
                    : (IActivation) type.getDeclaredConstructor().newInstance();
            Network.Builder network = new Network.Builder(FeatureShape.flat(4));
            VertexOutput output =
                    new ActivationTranslation(network).applied(activation, new VertexOutput(0, Axes.FEATURES));
            assertThat(output.node()).as(type.getSimpleName()).isEqualTo(type == ActivationIdentity.class ? 0 : 1);
        }
    }

    private static List<Class<?>> activations() {
        try (JarFile jar = new JarFile(Path.of(ActivationIdentity.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName().replace('/', '.'))
                    .filter(name -> name.matches("org\\.nd4j\\.linalg\\.activations\\.impl\\.\\w+\\.class"))
                    .<Class<?>>map(name -> loaded(name.substring(0, name.length() - ".class".length())))
                    .filter(IActivation.class::isAssignableFrom)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
