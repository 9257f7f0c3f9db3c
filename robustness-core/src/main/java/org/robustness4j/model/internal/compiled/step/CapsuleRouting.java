package org.robustness4j.model.internal.compiled.step;

import java.util.Arrays;
import org.robustness4j.model.internal.network.CapsuleOperation.Routing;
import org.robustness4j.model.internal.network.FeatureShape;

/** Routing by agreement for one sample at a time: what all rounds computed is kept for the gradient. */
final class CapsuleRouting {

    private final Routing routing;
    private final int inputs;
    private final int inputDimensions;
    private final int capsules;
    private final int dimensions;

    /** By input capsule and number of the output: what it predicts. */
    private final double[][] predictions;

    /** By round, input capsule and output capsule: the share of the prediction. */
    private final double[][][] shares;

    /** By round and number of the output: before and after squashing. */
    private final double[][] sums;

    private final double[][] squashed;

    CapsuleRouting(Routing routing, FeatureShape input) {
        this.routing = routing;
        this.inputs = input.channels();
        this.inputDimensions = input.width();
        this.capsules = routing.capsules();
        this.dimensions = routing.bias().length / capsules;
        this.predictions = new double[inputs][routing.bias().length];
        this.shares = new double[routing.rounds()][inputs][capsules];
        this.sums = new double[routing.rounds()][routing.bias().length];
        this.squashed = new double[routing.rounds()][routing.bias().length];
    }

    /** Computes what each input capsule predicts. */
    void predict(float[][] values, int sample, int samples) {
        float[] weights = routing.weights();
        int at = 0;
        for (int i = 0; i < inputs; i++) {
            for (int k = 0; k < predictions[i].length; k++) {
                double sum = 0;
                for (int e = 0; e < inputDimensions; e++) {
                    sum += (double) weights[at] * values[i][e * samples + sample];
                    at++;
                }
                predictions[i][k] = sum;
            }
        }
    }

    /** The capsules of the output after all rounds, one behind the other. */
    double[] route() {
        double[][] agreement = new double[inputs][capsules];
        for (int round = 0; round < routing.rounds(); round++) {
            double[] sum = sums[round];
            for (int k = 0; k < sum.length; k++) {
                sum[k] = routing.bias()[k];
            }
            for (int i = 0; i < inputs; i++) {
                softmax(agreement[i], shares[round][i]);
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += shares[round][i][k / dimensions] * predictions[i][k];
                }
            }
            squash(sum, squashed[round]);
            for (int i = 0; i < inputs; i++) {
                for (int k = 0; k < sum.length; k++) {
                    agreement[i][k / dimensions] += predictions[i][k] * squashed[round][k];
                }
            }
        }
        return squashed[routing.rounds() - 1];
    }

    private static void softmax(double[] x, double[] result) {
        double largest = Arrays.stream(x).max().orElseThrow();
        double total = 0;
        for (int j = 0; j < x.length; j++) {
            result[j] = StrictMath.exp(x[j] - largest);
            total += result[j];
        }
        for (int j = 0; j < x.length; j++) {
            result[j] /= total;
        }
    }

    private void squash(double[] x, double[] result) {
        for (int from = 0; from < x.length; from += dimensions) {
            double factor = SquashStep.factor(along(x, x, from));
            for (int k = from; k < from + dimensions; k++) {
                result[k] = factor * x[k];
            }
        }
    }

    private double along(double[] x, double[] y, int from) {
        double sum = 0;
        for (int k = from; k < from + dimensions; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }

    /**
     * Computes the gradient of the input of the sample that was routed last.
     *
     * @param upstream the gradient of the output; it is overwritten
     */
    void backward(double[] upstream, float[][] gradients, int sample, int samples) {
        double[][] ofPredictions = new double[inputs][predictions[0].length];
        double[][] ofAgreement = new double[inputs][capsules];
        for (int round = routing.rounds() - 1; round >= 0; round--) {
            beforeSquash(sums[round], upstream);
            for (int i = 0; i < inputs; i++) {
                backward(i, round, upstream, ofPredictions[i], ofAgreement[i]);
            }
            Arrays.fill(upstream, 0);
            for (int i = 0; round > 0 && i < inputs; i++) {
                for (int k = 0; k < upstream.length; k++) {
                    double agreed = ofAgreement[i][k / dimensions];
                    upstream[k] += agreed * predictions[i][k];
                    ofPredictions[i][k] += agreed * squashed[round - 1][k];
                }
            }
        }
        ofInput(ofPredictions, gradients, sample, samples);
    }

    private void beforeSquash(double[] x, double[] upstream) {
        for (int from = 0; from < x.length; from += dimensions) {
            double square = along(x, x, from);
            double factor = SquashStep.factor(square);
            double pull = 2 * SquashStep.slope(square) * along(x, upstream, from);
            for (int k = from; k < from + dimensions; k++) {
                upstream[k] = factor * upstream[k] + pull * x[k];
            }
        }
    }

    /** Adds what one round's sum gives to the gradients of an input capsule's predictions and agreement. */
    private void backward(int i, int round, double[] ofSum, double[] ofPrediction, double[] ofAgreement) {
        double[] share = shares[round][i];
        double[] ofShare = new double[capsules];
        double mean = 0;
        for (int j = 0; j < capsules; j++) {
            ofShare[j] = along(predictions[i], ofSum, j * dimensions);
            mean += share[j] * ofShare[j];
        }
        for (int j = 0; j < capsules; j++) {
            ofAgreement[j] += share[j] * (ofShare[j] - mean);
        }
        for (int k = 0; k < ofSum.length; k++) {
            ofPrediction[k] += share[k / dimensions] * ofSum[k];
        }
    }

    private void ofInput(double[][] ofPredictions, float[][] gradients, int sample, int samples) {
        float[] weights = routing.weights();
        double[] sums = new double[inputDimensions];
        int at = 0;
        for (int i = 0; i < inputs; i++) {
            Arrays.fill(sums, 0);
            for (double upstream : ofPredictions[i]) {
                for (int e = 0; e < inputDimensions; e++) {
                    sums[e] += weights[at] * upstream;
                    at++;
                }
            }
            for (int e = 0; e < inputDimensions; e++) {
                gradients[i][e * samples + sample] = (float) sums[e];
            }
        }
    }
}
