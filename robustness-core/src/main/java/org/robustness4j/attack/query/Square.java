package org.robustness4j.attack.query;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackTraits;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;

/**
 * Random search with squares: a square of the image at a random place is changed as far as the ball allows, and the
 * change kept if the margin of the label falls. It needs the logits and no gradient, so that no masked gradient stops
 * it. Squares shrink as the search goes on. Flat inputs and sequences are lines, on which squares are intervals; in L2
 * and L1, where a perturbation is shared, features without such neighbours are chosen in any order too.
 *
 * <p>Andriushchenko, Croce, Flammarion, Hein: Square attack, a query-efficient black-box adversarial attack via random
 * search, arXiv 1912.00049, algorithms 1 to 3. A square may lie at the last row and column too.
 */
@API(status = Status.STABLE, since = "0.1")
public final class Square extends Attack {

    /** Of so few places the smallest square, three wide, is a large part. */
    private static final int FEW_PLACES = 16;

    /** A line so long is most often an image or a signal laid flat, whose neighbours still belong together. */
    private static final int MANY_PLACES = 64;

    private final int queries;
    private final double share;

    /** 5,000 queries, the first squares on 80 % of the image. */
    public Square() {
        this(5000);
    }

    /** The first squares on 80 % of the image. */
    public Square(int queries) {
        this(queries, 0.8);
    }

    /**
     * Sets every parameter.
     *
     * @param queries how often the model is asked about each sample
     * @param share of the image that the first squares cover
     * @throws IllegalArgumentException if {@code queries} is less than 1 or {@code share} not between 0 and 1
     */
    public Square(int queries, double share) {
        this.queries = Requirements.steps(queries);
        this.share = Requirements.share("The share of the image", share);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        double epsilon = sample.region().epsilon();
        Norm norm = ((Ball) sample.threatModel().perturbation()).norm();
        PixelGrid grid = PixelGrid.of(sample.shape(), sample.region());
        SquareProposals proposals =
                norm == Norm.LINF ? new LinfSquares(sample, grid, epsilon) : sharing(sample, grid, norm, epsilon);
        return new SquareSearch(sample, proposals, queries, share);
    }

    /**
     * Squares are for images with neighbours on all sides; where there are none, or few, features are taken in any
     * order.
     */
    private static SquareProposals sharing(AttackedSample sample, PixelGrid grid, Norm norm, double epsilon) {
        boolean isImage = Math.min(grid.height(), grid.width()) >= L2Squares.TILES;
        boolean isLongLine = grid.height() == 1 && grid.width() >= MANY_PLACES;
        boolean isMasked = grid.places().length < grid.height() * grid.width();
        if ((isImage || isLongLine) && !isMasked) {
            return new L2Squares(sample, grid, norm, epsilon);
        }
        SquareProposals scattered = new ScatteredFeatures(sample, norm, epsilon);
        return grid.places().length < FEW_PLACES
                ? scattered
                : new MixedProposals(sample.random(), new L2Squares(sample, grid, norm, epsilon), scattered);
    }

    @Override
    public AttackTraits traits() {
        return AttackTraits.SCORE_ATTACK;
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("queries", queries);
        parameters.put("share", share);
        return parameters;
    }
}
