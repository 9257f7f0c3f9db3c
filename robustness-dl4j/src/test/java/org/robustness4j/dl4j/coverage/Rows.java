package org.robustness4j.dl4j.coverage;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;

/**
 * What becomes of each part of DL4J: the tables of the page.
 *
 * @param title the heading of the table
 * @param type what all classes of the table are
 * @param rows one for each class, by name
 */
record Rows(String title, Class<?> type, List<Row> rows) {

    static List<Rows> all() {
        List<Row> layers = Stream.of(
                        FeedForwardRows.rows(),
                        ImageRows.rows(),
                        VolumeRows.rows(),
                        SequenceRows.rows(),
                        OutputRows.rows())
                .flatMap(List::stream)
                .toList();
        return List.of(
                new Rows("Layers", Layer.class, sorted(layers)),
                new Rows("Vertices", GraphVertex.class, sorted(VertexRows.rows())),
                new Rows("Preprocessors", InputPreProcessor.class, sorted(PreprocessorRows.rows())),
                new Rows("Activations", IActivation.class, sorted(ActivationRows.rows())));
    }

    private static List<Row> sorted(List<Row> rows) {
        return rows.stream().sorted(Comparator.comparing(Row::name)).toList();
    }
}
