package org.robustness4j.dl4j.network;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationRReLU;

/**
 * Rewrites the layers of a configuration that is ours to change, so that they compute in any mode what the user's
 * network computes in inference mode.
 *
 * <p>DL4J's layers run the forward part of {@code backpropGradient} in training mode, and stop at frozen layers: what
 * is random or frozen has to go from the configuration, not only from the calls. Layers inside of others are copied
 * first, since the copies that DL4J makes of the outer ones share them with the user's network.
 */
public record InferenceLayers(String network) {

    /** Those of DL4J that run the layer inside in the mode that they are run in, and not what extends them. */
    private static final Set<Class<?>> WRAPPERS =
            Set.of(LastTimeStep.class, TimeDistributed.class, MaskZeroLayer.class);

    /**
     * The layer that computes in any mode what this one does in inference mode.
     *
     * @throws IllegalArgumentException if the layer has layers inside that cannot be rewritten
     */
    public Layer rewrite(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return rewrite(frozen.getLayer().clone());
        }
        if (layer instanceof FrozenLayerWithBackprop frozen) {
            return rewrite(frozen.getUnderlying().clone());
        }
        if (layer.getClass() == Bidirectional.class) {
            Bidirectional both = (Bidirectional) layer;
            both.setIDropout(null);
            both.setFwd(rewrite(both.getFwd().clone()));
            both.setBwd(rewrite(both.getBwd().clone()));
            return both;
        }
        if (WRAPPERS.contains(layer.getClass())) {
            BaseWrapperLayer wrapper = (BaseWrapperLayer) layer;
            wrapper.setIDropout(null);
            wrapper.setUnderlying(rewrite(wrapper.getUnderlying().clone()));
            return wrapper;
        }
        requireNothingInside(layer);
        withoutNoise(layer);
        return layer;
    }

    @SuppressWarnings("deprecation") // GravesBidirectionalLSTM is in use as long as DL4J has it
    private static void withoutNoise(Layer layer) {
        layer.setIDropout(null);
        if (layer instanceof BaseLayer base) {
            base.setWeightNoise(null);
            base.setActivationFn(deterministic(base.getActivationFn()));
        }
        if (layer instanceof ActivationLayer activation) {
            activation.setActivationFn(deterministic(activation.getActivationFn()));
        } else if (layer instanceof AbstractLSTM lstm) {
            lstm.setGateActivationFn(deterministic(lstm.getGateActivationFn()));
        } else if (layer instanceof GravesBidirectionalLSTM lstm) {
            lstm.setGateActivationFn(deterministic(lstm.getGateActivationFn()));
        } else if (layer instanceof VariationalAutoencoder encoder) {
            encoder.setPzxActivationFn(deterministic(encoder.getPzxActivationFn()));
        }
    }

    private static @Nullable IActivation deterministic(@Nullable IActivation activation) {
        return activation instanceof ActivationRReLU random
                ? new FlooredActivation((random.getL() + random.getU()) / 2)
                : activation;
    }

    /**
     * Checks that a layer or a vertex holds no layer of which we do not know how it is run: it would run in training
     * mode.
     *
     * @throws IllegalArgumentException if it does, naming its kind
     */
    void requireNothingInside(Object part) {
        for (Class<?> type = part.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && isLayer(value(field, part))) {
                    throw refused(part);
                }
            }
        }
    }

    private static @Nullable Object value(Field field, Object part) {
        try {
            field.setAccessible(true);
            return field.get(part);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "The field " + field + " cannot be read, which may hold a layer; open its module to Robustness4J",
                    e);
        }
    }

    private static boolean isLayer(@Nullable Object value) {
        if (value instanceof Collection<?> elements) {
            return elements.stream().anyMatch(InferenceLayers::isLayer);
        }
        if (value instanceof Map<?, ?> map) {
            return isLayer(map.values());
        }
        if (value instanceof Object[] array) {
            for (Object element : array) {
                if (isLayer(element)) {
                    return true;
                }
            }
            return false;
        }
        return value instanceof Layer || value instanceof GraphVertex;
    }

    private IllegalArgumentException refused(Object part) {
        return new IllegalArgumentException("The " + network + " has a layer of the kind "
                + part.getClass().getSimpleName()
                + ", whose inner layer cannot be put into inference mode; give the model as a Classifier of your own");
    }
}
