package org.robustness4j.dl4j.coverage;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.data.InputShape;

/** How the log odds of classes, which logits are up to a constant for each sample, are read off DL4J's output. */
enum Reading {
    SOFTMAX {
        @Override
        double[] logOdds(INDArray output, double[] sample, InputShape shape) {
            return log(numbers(output));
        }
    },
    /** One output: the probability of the second of two classes. */
    SIGMOID {
        @Override
        double[] logOdds(INDArray output, double[] sample, InputShape shape) {
            double p = numbers(output)[0];
            return new double[] {Math.log(1 - p), Math.log(p)};
        }
    },
    /** One score, of which those above DL4J's first bias of a one-class network, 0.1, are of the second of two classes. */
    SCORE {
        @Override
        double[] logOdds(INDArray output, double[] sample, InputShape shape) {
            return new double[] {0, numbers(output)[0] - 0.1};
        }
    },
    /** The output is the logits. */
    IDENTITY {
        @Override
        double[] logOdds(INDArray output, double[] sample, InputShape shape) {
            return numbers(output);
        }
    },
    /** Independent probabilities of labels: all are as the sample carries them, or some are not. */
    LABELS {
        @Override
        double[] logOdds(INDArray output, double[] sample, InputShape shape) {
            double[] p = numbers(output);
            double margin = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < p.length; i++) {
                double on = Math.log(p[i] / (1 - p[i]));
                margin = Math.max(margin, sample[shape.labelIndex(i)] == 0 ? on : -on);
            }
            return new double[] {0, margin};
        }
    },
    /** Probabilities {@code [classes, steps...]}: each step is of the class that the sample carries, or some are not. */
    STEPS {
        @Override
        double[] logOdds(INDArray output, double[] sample, InputShape shape) {
            INDArray steps = output.dup('c').reshape('c', output.size(0), output.length() / output.size(0));
            return new double[] {0, margin(steps.transpose().dup('c'), sample, shape)};
        }
    },
    /** Probabilities {@code [steps..., classes]}. */
    STEPS_LAST {
        @Override
        double[] logOdds(INDArray output, double[] sample, InputShape shape) {
            long classes = output.size(output.rank() - 1);
            INDArray steps = output.dup('c').reshape('c', output.length() / classes, classes);
            return new double[] {0, margin(steps, sample, shape)};
        }
    };

    /** The log odds of one sample, which may carry labels. */
    abstract double[] logOdds(INDArray output, double[] sample, InputShape shape);

    private static double[] numbers(INDArray output) {
        return output.dup('c').data().asDouble();
    }

    private static double[] log(double[] values) {
        double[] logs = new double[values.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(values[i]);
        }
        return logs;
    }

    /** By how much the most wrong step is wrong; steps whose label is negative do not count. */
    private static double margin(INDArray steps, double[] sample, InputShape shape) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int step = 0; step < steps.size(0); step++) {
            int label = (int) sample[shape.labelIndex(step)];
            for (int k = 0; label >= 0 && k < steps.size(1); k++) {
                double margin = Math.log(steps.getDouble(step, k)) - Math.log(steps.getDouble(step, label));
                largest = k == label ? largest : Math.max(largest, margin);
            }
        }
        return largest;
    }
}
