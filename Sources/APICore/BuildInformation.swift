/// Which build answers. The program that is built knows, and passes it in.
public struct BuildInformation: Sendable, Hashable {
  /// The version, such as "v0.1.0".
  public var version: String
  /// The commit it was built from.
  public var commit: String
  /// "clean" or "dirty".
  public var gitStatus: String
  /// The compiler, such as "swift-6.3"; clients know the field as `goVersion`.
  public var compiler: String
  /// When it was built.
  public var time: String

  /// Information about a build.
  public init(version: String, commit: String, gitStatus: String, compiler: String, time: String) {
    self.version = version
    self.commit = commit
    self.gitStatus = gitStatus
    self.compiler = compiler
    self.time = time
  }

  /// The compiler that this file is built with.
  public static var thisCompiler: String {
    #if compiler(>=6.4)
      "swift-6.4"
    #elseif compiler(>=6.3)
      "swift-6.3"
    #else
      "swift-6.2"
    #endif
  }

  /// What the reference says in every field when it was built without that information.
  public static let none = BuildInformation(
    version: "NoBuildInfo", commit: "NoBuildInfo", gitStatus: "NoBuildInfo", compiler: "NoBuildInfo", time: "NoBuildInfo")
}
