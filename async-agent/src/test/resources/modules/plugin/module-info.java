/** Not resolved when the program starts: comes in a layer of its own. */
module plugin {
  requires shop;

  provides dev.shop.Till.Greeter with
      dev.plugin.Guest;
}
