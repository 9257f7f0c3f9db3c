package org.robustness4j.dl4j.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * One step of a network's own updater, from gradients that were computed elsewhere. Everything that {@code fit} does
 * with a gradient is done by DL4J's own code: division by the batch, clipping, L1, L2 and weight decay, the updater
 * with its state and schedule, constraints.
 */
public final class OptimizerStep {

    private final Model network;
    private final INDArray gradients;

    /** Of each layer, once other learning rates were set. */
    private final List<OwnUpdaters> ownUpdaters = new ArrayList<>();

    /** @throws IllegalArgumentException if the network is not trained by stochastic gradient descent */
    OptimizerStep(Model network) {
        this.network = network;
        OptimizationAlgorithm algorithm = configured(network).conf().getOptimizationAlgo();
        if (algorithm != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
            throw new IllegalArgumentException("The network is configured for the optimiser " + algorithm
                    + "; hardening needs STOCHASTIC_GRADIENT_DESCENT, with any updater");
        }
        requireUpdaters(network);
        if (network instanceof ComputationGraph graph) {
            graph.initGradientsView();
            this.gradients = graph.getFlattenedGradients();
        } else {
            ((MultiLayerNetwork) network).initGradientsView();
            this.gradients = ((MultiLayerNetwork) network).getFlattenedGradients();
        }
    }

    /** Without an updater DL4J subtracts the gradient itself, whatever its size. */
    private static void requireUpdaters(Model network) {
        for (Layer layer : layers(network)) {
            if (layer.numParams() > 0
                    && !FrozenParameters.isFrozen(layer)
                    && layer.conf().getLayer() instanceof BaseLayer base
                    && (base.getIUpdater() == null || base.getIUpdater() instanceof NoOp)) {
                throw new IllegalArgumentException("Layer " + name(layer)
                        + " of the network has no updater, as after an import without training configuration; set one"
                        + " with TransferLearning's fineTuneConfiguration, such as Adam, before hardening");
            }
        }
    }

    private static String name(Layer layer) {
        String name = layer.conf().getLayer().getLayerName();
        return name == null ? Integer.toString(layer.getIndex()) : name;
    }

    private static Layer configured(Model network) {
        return layers(network).get(0);
    }

    public static List<Layer> layers(Model network) {
        return List.of(
                network instanceof ComputationGraph graph
                        ? graph.getLayers()
                        : ((MultiLayerNetwork) network).getLayers());
    }

    /** Where the gradient of the next step goes, in the order of the network's parameters. */
    INDArray gradients() {
        return gradients;
    }

    /**
     * Makes the step.
     *
     * @param samples by which the gradient is divided
     */
    void apply(int samples) {
        int iteration = BaseOptimizer.getIterationCount(network);
        int epoch = BaseOptimizer.getEpochCount(network);
        Gradient gradient = named();
        if (network instanceof ComputationGraph graph) {
            graph.getUpdater().update(gradient, iteration, epoch, samples, LayerWorkspaceMgr.noWorkspaces());
        } else {
            MultiLayerNetwork layers = (MultiLayerNetwork) network;
            layers.getUpdater().update(layers, gradient, iteration, epoch, samples, LayerWorkspaceMgr.noWorkspaces());
        }
        INDArray parameters = network.params();
        parameters.subi(gradients.reshape(parameters.shape()));
        BaseOptimizer.incrementIterationCount(network, 1);
        BaseOptimizer.applyConstraints(network);
    }

    /** The gradient under the names that DL4J's updaters look for. */
    private Gradient named() {
        DefaultGradient gradient = new DefaultGradient(gradients);
        if (network instanceof ComputationGraph graph) {
            for (GraphVertex vertex : graph.getVertices()) {
                if (vertex.hasLayer()) {
                    put(gradient, vertex.getVertexName(), vertex.getLayer());
                }
            }
        } else {
            Layer[] layers = ((MultiLayerNetwork) network).getLayers();
            for (int i = 0; i < layers.length; i++) {
                put(gradient, Integer.toString(i), layers[i]);
            }
        }
        return gradient;
    }

    /** Frozen layers have no view of the gradients. */
    private static void put(Gradient gradient, String name, Layer layer) {
        @Nullable INDArray view = layer.numParams() == 0 ? null : layer.getGradientsViewArray();
        if (view != null) {
            Map<String, INDArray> parameters =
                    layer.conf().getLayer().initializer().getGradientsFromFlattened(layer.conf(), view);
            parameters.forEach((key, part) -> gradient.setGradientFor(name + "_" + key, part));
        }
    }

    /**
     * Sets the learning rate of all layers, biases included.
     *
     * @throws IllegalArgumentException if no layer's updater has one
     */
    void setLearningRate(double rate) {
        List<BaseLayer> layers = configurations();
        if (ownUpdaters.isEmpty()) {
            layers.forEach(layer -> ownUpdaters.add(OwnUpdaters.of(layer)));
        }
        if (layers.stream().noneMatch(layer -> hasRate(layer.getIUpdater()))) {
            throw new IllegalArgumentException("No layer of the network has an updater with a learning rate; leave the"
                    + " schedule out, or configure another updater");
        }
        for (BaseLayer layer : layers) {
            IUpdater ofBias = layer.getBiasUpdater();
            if (ofBias != null && ofBias.hasLearningRate()) {
                ofBias.setLrAndSchedule(rate, null);
            }
        }
        if (network instanceof ComputationGraph graph) {
            graph.setLearningRate(rate);
        } else {
            ((MultiLayerNetwork) network).setLearningRate(rate);
        }
    }

    private List<BaseLayer> configurations() {
        return layers(network).stream()
                .map(layer -> layer.conf().getLayer())
                .filter(BaseLayer.class::isInstance)
                .map(BaseLayer.class::cast)
                .toList();
    }

    private static boolean hasRate(@Nullable IUpdater updater) {
        return updater != null && updater.hasLearningRate();
    }

    /** A layer's updaters as they were configured. */
    private record OwnUpdaters(
            @Nullable IUpdater updater, @Nullable IUpdater ofBias) {

        static OwnUpdaters of(BaseLayer layer) {
            return new OwnUpdaters(copy(layer.getIUpdater()), copy(layer.getBiasUpdater()));
        }

        static OwnUpdaters inUse(BaseLayer layer) {
            return new OwnUpdaters(layer.getIUpdater(), layer.getBiasUpdater());
        }

        private static @Nullable IUpdater copy(@Nullable IUpdater updater) {
            return updater == null ? null : updater.clone();
        }

        void configure(BaseLayer layer) {
            layer.setIUpdater(updater);
            layer.setBiasUpdater(ofBias);
        }
    }

    /** What is done with the network while its configuration has its own learning rates. */
    interface Use {
        void run() throws IOException;
    }

    /**
     * Lets somebody see the network with the learning rates that it came with, where all layers had the same: DL4J lays
     * the state of neighbouring layers with equal updaters out together, so that the state under one rate for all does
     * not fit updaters that differ.
     */
    void withOwnRates(Use use) throws IOException {
        if (ownUpdaters.stream().distinct().count() != 1 || ownUpdaters.get(0).ofBias() != null) {
            use.run();
            return;
        }
        List<BaseLayer> layers = configurations();
        List<OwnUpdaters> inUse = layers.stream().map(OwnUpdaters::inUse).toList();
        configure(layers, ownUpdaters);
        try {
            use.run();
        } finally {
            configure(layers, inUse);
        }
    }

    private static void configure(List<BaseLayer> layers, List<OwnUpdaters> updaters) {
        for (int i = 0; i < updaters.size(); i++) {
            updaters.get(i).configure(layers.get(i));
        }
    }

    void endEpoch() {
        if (network instanceof ComputationGraph graph) {
            graph.incrementEpochCount();
        } else {
            ((MultiLayerNetwork) network).incrementEpochCount();
        }
    }
}
