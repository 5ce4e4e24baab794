/// Tests of what every room uses.
package dev.assay.base;
