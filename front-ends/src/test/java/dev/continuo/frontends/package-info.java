/** One user project, transformed in each of the ways that Continuo has. */
package dev.continuo.frontends;
