package io.winnow.training;

import java.math.BigDecimal;

/**
 * What a click model says of an object that was shown.
 *
 * @param label 0 where it did not serve, more the better it did
 */
record Judgement(Shown shown, BigDecimal label) {

    boolean isPositive() {
        return label.signum() > 0;
    }
}
