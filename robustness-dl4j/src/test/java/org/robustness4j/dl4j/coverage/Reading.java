package org.robustness4j.dl4j.coverage;

import org.nd4j.linalg.api.ndarray.INDArray;

/** How the log odds of classes, which logits are up to a constant for each sample, are read off DL4J's output. */
enum Reading {
    SOFTMAX {
        @Override
        double[] logOdds(INDArray output) {
            return log(numbers(output));
        }
    },
    /** One output: the probability of the second of two classes. */
    SIGMOID {
        @Override
        double[] logOdds(INDArray output) {
            double p = numbers(output)[0];
            return new double[] {Math.log(1 - p), Math.log(p)};
        }
    },
    /** The output is the logits. */
    IDENTITY {
        @Override
        double[] logOdds(INDArray output) {
            return numbers(output);
        }
    },
    /** Independent probabilities of labels. */
    LABELS {
        @Override
        double[] logOdds(INDArray output) {
            double[] p = numbers(output);
            double[] odds = new double[p.length];
            for (int i = 0; i < odds.length; i++) {
                odds[i] = Math.log(p[i] / (1 - p[i]));
            }
            return odds;
        }
    },
    /** Probabilities {@code [classes, steps...]} of each step. */
    STEPS {
        @Override
        double[] logOdds(INDArray output) {
            return log(numbers(output));
        }
    },
    /** Probabilities {@code [steps..., classes]} of each step. */
    STEPS_LAST {
        @Override
        double[] logOdds(INDArray output) {
            return log(numbers(output));
        }
    };

    /** The log odds of one sample. */
    abstract double[] logOdds(INDArray output);

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
}
