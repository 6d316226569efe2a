package io.winnow.training;

import java.util.List;

/**
 * Labels for what the user has looked at: from the top down to the lowest positive. What was skipped on the way is a
 * negative; what stands below was perhaps never seen and gets no label. After the cascade model of Craswell, Zoeter, Taylor
 * and Ramsey, "An experimental comparison of click position-bias models", WSDM 2008.
 */
record Cascade(Weights weights) implements ClickModel {

    @Override
    public List<Judgement> judge(Snapshot snapshot) {
        var judged = weights.judge(snapshot);
        var end = judged.size();
        while (end > 0 && !judged.get(end - 1).isPositive()) {
            end--;
        }
        return judged.subList(0, end);
    }

    @Override
    public boolean isWhole() {
        return weights.isWhole();
    }
}
