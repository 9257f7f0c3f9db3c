package org.robustness4j.certification.internal.bounds;

/**
 * What is assumed of the switches of a region, and the free numbers of its bound.
 *
 * @param sides for each switch 1 if it is taken to be on, -1 if off, 0 if it may be both
 * @param slopes for each switch the slope of the line below, from 0 for that when it is off to 1
 * @param multipliers for each switch the multiplier of what is assumed, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record SwitchState(byte[] sides, float[] slopes, float[] multipliers) {

    /** With nothing assumed, and the slopes of a region's lines. */
    static SwitchState of(Switches switches, Bounded bounded) {
        SwitchState state =
                new SwitchState(new byte[switches.count()], new float[switches.count()], new float[switches.count()]);
        for (int i = 0; i < switches.count(); i++) {
            double slope = switches.slope(i);
            double drawn = bounded.linesOf(switches.node(i)).lowSlope()[switches.value(i)];
            state.slopes[i] = (float) ((drawn - slope) / (1 - slope));
        }
        return state;
    }

    /** A copy to change. */
    SwitchState copy() {
        return new SwitchState(sides.clone(), slopes.clone(), multipliers.clone());
    }

    /** The same, and a switch on one side. */
    public SwitchState with(int number, boolean isOn) {
        byte[] newSides = sides.clone();
        newSides[number] = (byte) (isOn ? 1 : -1);
        return new SwitchState(newSides, slopes, multipliers);
    }
}
