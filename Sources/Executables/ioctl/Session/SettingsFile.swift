import ClientKit
import Glibc

/// The configuration file of a person, and what is in it.
struct SettingsFile: Sendable {
  /// The folder that holds it, which is also the standard wallet.
  let folder: String
  /// Its path.
  var path: String { folder + "/config.default" }
  /// What it says.
  var settings: Settings

  /// Reads `~/.config/ioctl/default/config.default`; makes it when it is missing or names no wallet.
  ///
  /// A missing file stands for a secured connection, an empty one does not: so the original has it.
  static func load() throws(CommandFailure) -> SettingsFile {
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    var file = SettingsFile(folder: home + "/.config/ioctl/default", settings: Settings())
    do throws(KeystoreError) {
      try PrivateFile.makeFolder(file.folder)
    } catch {
      throw CommandFailure("cannot make the configuration folder: \(error)")
    }
    if let content = try file.content() {
      do throws(CommandFailure) {
        file.settings = try SettingsCodec.decode(content, path: file.path)
      } catch {
        throw hinted(error.message)
      }
      guard file.settings.wallet.isEmpty else { return file }
    } else {
      file.settings.isSecure = true
    }
    file.settings.wallet = file.folder
    try file.save()
    return file
  }

  /// What is in the file; nil if there is none.
  private func content() throws(CommandFailure) -> [UInt8]? {
    do throws(KeystoreError) {
      return try PrivateFile.read(path)
    } catch {
      guard case .system(_, ENOENT) = error else { throw Self.hinted("\(error)") }
      return nil
    }
  }

  private static func hinted(_ message: String) -> CommandFailure {
    CommandFailure(
      "cannot read the configuration: \(message)", hint: "`ioctl config reset` writes a new one and keeps the old one beside it.")
  }

  /// The file as it would be on a new machine.
  static func standard() -> SettingsFile {
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    let folder = home + "/.config/ioctl/default"
    return SettingsFile(folder: folder, settings: Settings(wallet: folder, isSecure: true))
  }

  /// Writes the file in one step.
  func save() throws(CommandFailure) {
    do throws(KeystoreError) {
      try PrivateFile.write(Array(SettingsCodec.encode(settings).utf8), to: path)
    } catch {
      throw CommandFailure("failed to write to config file \(path): \(error)")
    }
  }
}
