val continuo = "0.1.0-SNAPSHOT"
val Processor = config("processor").hide

lazy val root = (project in file("."))
  .settings(
    name := "hello",
    autoScalaLibrary := false,
    crossPaths := false,
    ivyConfigurations += Processor,
    libraryDependencies ++= Seq(
      "dev.continuo" % "async-runtime" % continuo,
      "dev.continuo" % "async-javac" % continuo % Processor
    ),
    Compile / compile / javacOptions ++= Seq(
      "-processorpath",
      update.value.select(configurationFilter(Processor.name)).mkString(java.io.File.pathSeparator)
    )
  )
