package org.robustness4j.dl4j.layerwise;
import org.junit.jupiter.api.Test;
import org.robustness4j.dl4j.RandomNetworks;
import org.robustness4j.dl4j.network.*;
import org.robustness4j.dl4j.data.*;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import java.util.*;
class DbgTests { @Test void d() {
 RandomNetworks.Case drawn = new RandomNetworks(new SplittableRandom(8009), true).image("max pooling");
 LogitsGraph g = LogitsGraph.forInference(drawn.graph());
 var v = g.graph().getVertex("tested");
 for (int n : new int[]{1,3}) for (double factor : new double[] {0, 2, 100}) {
 GraphPass p = new GraphPass(g.graph(), new BatchArrays(drawn.shape(), org.nd4j.linalg.api.buffer.DataType.DOUBLE).toArray(ProbeInputs.of(n, drawn.shape())), null);
 INDArray x = p.inputs(v)[0]; if (factor > 0) x = Nd4j.rand(x.dataType(), x.shape()).subi(0.5).muli(factor * GradientComparison.size(x));
 System.out.println("DBG n " + n + " factor " + factor + " order " + x.ordering() + Arrays.toString(x.stride()) + " : " + new GradientComparison(new GradientComparison.Function() {
   public INDArray forward(INDArray[] i) { return p.forward(v, i); } public INDArray[] backward(INDArray[] i, INDArray e) { return p.backward(v, i, e); } }, x.dataType(), Precision.DOUBLE).at(new INDArray[]{x}));
 }
}}
