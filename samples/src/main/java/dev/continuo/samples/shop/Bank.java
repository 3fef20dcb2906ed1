package dev.continuo.samples.shop;

import java.util.concurrent.CompletableFuture;

/** A service that keeps accounts; amounts are in cents. */
interface Bank {

  /** Takes money from an account; gives false if there is too little. */
  CompletableFuture<Boolean> withdraw(String customer, int amount);

  CompletableFuture<Void> deposit(String customer, int amount);
}
