package org.robustness4j.attack;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.model.internal.EmbeddingTable;

/**
 * The search for an adversarial example of one sample: it proposes points, one at a time, and is told what the model
 * makes of them. Many searches advance together, each with a state of its own, so that the model sees batches and no
 * sample's result depends on its neighbours. A search is over when it has nothing more to propose, or, unless it says
 * otherwise, when a point succeeded.
 */
@API(status = Status.STABLE, since = "0.1")
public interface Search {

    /**
     * The next point to show to the model; it is projected into the region first, see {@link #isConfined}.
     *
     * @return {@code features} values, or null when there is nothing left to try
     */
    float @Nullable [] next();

    /**
     * The functions of the logits whose input gradients the search wants at the point it just proposed.
     *
     * @param logits the model's logits at the point, {@code classes} values
     * @return for each function its gradient with respect to the logits; none when the logits are enough
     */
    default float[][] wanted(float[] logits) {
        return new float[0][];
    }

    /**
     * Whether the search may want gradients at the point it proposes next. Those that do not are kept in batches of
     * their own, which run forward only.
     */
    default boolean needsGradients() {
        return true;
    }

    /**
     * The points that the search will propose after the one it just proposed, if nothing that it sees until then makes
     * it change its mind: shown to the model together with others, they fill a batch. What the search proposes does
     * not depend on whether it was asked, and what the model says of other points is forgotten.
     *
     * @param most how many at most
     * @return fewer, or none, where the search does not know them; of a search that needs gradients none are asked for
     */
    @API(status = Status.INTERNAL, since = "0.1")
    default List<float[]> foreseen(int most) {
        return List.of();
    }

    /**
     * Tells, before the first point, the vectors that the model looks its indices up in, where it has such: the
     * gradients in {@link #observe} are then those of the vectors of all positions.
     */
    @API(status = Status.INTERNAL, since = "0.1")
    default void looksUp(EmbeddingTable table) {}

    /**
     * Tells what the model says of the point just proposed.
     *
     * @param point the point as the model saw it, after projection
     * @param logits the model's logits there, {@code classes} values
     * @param gradients the input gradient of each function in {@link #wanted}, {@code features} values each
     */
    void observe(float[] point, float[] logits, float[][] gradients);

    /**
     * Whether points are projected into the region before the model sees them. A search for the nearest adversarial
     * point has to look outside of the ball too: its points are clipped to the range alone, and only those that lie in
     * the region count.
     */
    default boolean isConfined() {
        return true;
    }

    /**
     * Whether what was just seen of a point settles if it is a success. A search that shows a point several times says
     * so when it has seen enough.
     *
     * @param logits the model's logits at the point
     */
    default boolean isSettled(float[] logits) {
        return true;
    }

    /**
     * Whether a point that succeeds ends the search. Where it does not, the search goes on as long as it has points to
     * propose, and the successful point with the highest {@link #quality} counts.
     */
    default boolean endsWithSuccess() {
        return true;
    }

    /** Whether searches that follow in a sequence run after a success too, since the best of all successes counts. */
    default boolean isExhaustive() {
        return false;
    }

    /**
     * Why the search had to give up before it could search at all, such as for want of a point to begin with; null when
     * it did search. A sample that nobody searched around has not withstood anything.
     */
    default @Nullable String gaveUp() {
        return null;
    }

    /** Tells that the point just proposed succeeded, though that does not end the search. */
    default void succeeded() {}

    /**
     * How good a point is that succeeds, compared with others of the same search.
     *
     * @param point the point
     * @param margin by how much the logit the adversary wants exceeds the next, positive
     */
    default double quality(float[] point, double margin) {
        return margin;
    }
}
