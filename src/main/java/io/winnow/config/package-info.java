/** Settings and the clock that several rooms share; a feature's own settings stand beside the feature. A leaf. */
package io.winnow.config;
