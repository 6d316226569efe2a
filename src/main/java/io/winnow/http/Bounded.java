package io.winnow.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;

import io.smallrye.mutiny.Uni;
import io.winnow.config.ServiceConfig;
import io.winnow.problem.ProblemException;

/** The calls of this resource, and of those that extend it, answer within {@code winnow.call-timeout}, 503 if need be. */
@Inherited
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Bounded {

    /** Gives up waiting; what was begun goes on, and a repeat of the call tells how it ended. */
    @Bounded
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    class GivesUp {
        private final ServiceConfig config;

        GivesUp(ServiceConfig config) {
            this.config = config;
        }

        @AroundInvoke
        Object within(InvocationContext call) throws Exception {
            var answer = call.proceed();
            return answer instanceof Uni<?> uni
                    ? uni.ifNoItem().after(config.callTimeout())
                            .failWith(() -> ProblemException.late(config.callTimeout()))
                    : answer;
        }
    }
}
