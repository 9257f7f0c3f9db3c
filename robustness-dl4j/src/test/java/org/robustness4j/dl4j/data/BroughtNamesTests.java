package org.robustness4j.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.SampleSource;

class BroughtNamesTests {

    private static DataSet data() {
        return new DataSet(Nd4j.create(new float[][] {{0, 1}}), Nd4j.create(new float[][] {{1, 0}}));
    }

    private static DataSetIterator naming(List<String> labels) {
        return new ListDataSetIterator<>(List.of(data()), 1) {
            @Override
            public List<String> getLabels() {
                return labels;
            }
        };
    }

    @Test
    @SuppressWarnings("deprecation") // ND4J has no other place for the names of columns
    void aDataSetBringsTheNamesOfItsLabelsAndColumns() {
        DataSet data = data();
        data.setLabelNames(List.of("no", "yes"));
        data.setColumnNames(List.of("income", "debt"));

        assertThat(SampleSource.classNamesOf(data)).containsExactly("no", "yes");
        assertThat(SampleSource.featureNamesOf(data)).containsExactly("income", "debt");
    }

    @Test
    void anIteratorBringsItsLabelsAndIsNotRead() {
        DataSetIterator iterator = naming(List.of("no", "yes"));

        assertThat(SampleSource.classNamesOf(iterator)).containsExactly("no", "yes");
        assertThat(SampleSource.featureNamesOf(iterator)).isEmpty();
        assertThat(iterator.hasNext()).isTrue();
    }

    @Test
    void mostBringNone() {
        assertThat(SampleSource.classNamesOf(data())).isEmpty();
        assertThat(SampleSource.featureNamesOf(data())).isEmpty();
        assertThat(SampleSource.classNamesOf(new ListDataSetIterator<>(List.of(data()), 1)))
                .isEmpty();
        assertThat(SampleSource.classNamesOf(naming(Arrays.asList("no", null)))).isEmpty();
        assertThat(SampleSource.classNamesOf("no data set")).isEmpty();
    }

    @Test
    void anIteratorThatRefusesToNameThemBringsNone() {
        DataSetIterator refusing = new ListDataSetIterator<>(List.of(data()), 1) {
            @Override
            public List<String> getLabels() {
                throw new UnsupportedOperationException();
            }
        };

        assertThat(SampleSource.classNamesOf(refusing)).isEmpty();
    }
}
