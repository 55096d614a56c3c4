public import ChainCrypto
import Glibc
public import Primitives

/// A folder of key files, shared with the original command-line client and with go-ethereum's tools.
///
/// Nothing is cached: every question looks into the folder, so several programs can use it in turn.
public struct KeyVault: Sendable {
  /// The folder. It need not exist; the first key makes it.
  public let folder: String

  /// The vault of a folder.
  public init(folder: String) {
    self.folder = folder
  }

  /// A key file in the folder.
  public struct Entry: Hashable, Sendable {
    /// The address that it says it is for.
    public let address: Address
    /// The file's path.
    public let path: String
  }

  /// The key files in the order of their names. Hidden files, backups, and what is no key file are passed over, as go-ethereum does.
  public func entries() -> [Entry] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix("."), !name.hasSuffix("~") { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }.compactMap { entry(named: $0) }
  }

  private func entry(named name: String) -> Entry? {
    let path = folder + "/" + name
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= KeystoreFile.maximumByteCount else { return nil }
    guard let content = try? PrivateFile.read(path), let root = try? JSONParser.parse(content) else { return nil }
    return KeystoreFile.address(of: root).map { Entry(address: $0, path: path) }
  }

  /// The first key file of an address.
  public func entry(of address: Address) -> Entry? { entries().first { $0.address == address } }

  /// What a key file holds.
  public func file(_ entry: Entry) throws(KeystoreError) -> KeystoreFile {
    try KeystoreFile(json: PrivateFile.read(entry.path))
  }

  /// The key of an entry.
  ///
  /// - Throws: `mismatch` when the file was swapped for that of another key.
  public func unlock(_ entry: Entry, with password: SecretBytes) throws(KeystoreError) -> PrivateKey {
    let key = try file(entry).unlock(with: password)
    let found = key.publicKey.address
    guard found == entry.address else { throw .mismatch(have: found.hash.hex, want: entry.address.hash.hex) }
    return key
  }

  /// Writes a key as a new file.
  ///
  /// - Throws: `alreadyExists` when the folder has this address.
  @discardableResult
  public func store(_ key: PrivateKey, password: SecretBytes, derivation: KeyDerivation? = nil) throws(KeystoreError) -> Entry {
    guard entry(of: key.publicKey.address) == nil else { throw .alreadyExists }
    return try store(KeystoreFile(locking: key, with: password, derivation: derivation), address: key.publicKey.address)
  }

  /// Writes a key file as it is, under a new name.
  @discardableResult
  public func store(_ file: KeystoreFile, address: Address) throws(KeystoreError) -> Entry {
    guard entry(of: address) == nil else { throw .alreadyExists }
    try PrivateFile.makeFolder(folder)
    let path = folder + "/" + Self.name(for: address)
    try PrivateFile.write(Array(file.json.utf8), to: path)
    return Entry(address: address, path: path)
  }

  /// Locks an entry's key with another password; name, address and identity of the file stay.
  public func update(_ entry: Entry, from old: SecretBytes, to new: SecretBytes) throws(KeystoreError) {
    _ = try unlock(entry, with: old)
    try PrivateFile.write(Array(file(entry).relocked(from: old, to: new).json.utf8), to: entry.path)
  }

  /// Deletes an entry's file, if the password opens it.
  public func delete(_ entry: Entry, password: SecretBytes) throws(KeystoreError) {
    _ = try unlock(entry, with: password)
    guard unlink(entry.path) == 0 else { throw .system(path: entry.path, code: errno) }
  }

  /// `UTC--<time>--<address>`, the time with nanoseconds, as go-ethereum names key files.
  private static func name(for address: Address) -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var parts = tm()
    var seconds = now.tv_sec
    gmtime_r(&seconds, &parts)
    func padded(_ number: some BinaryInteger, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map { padded($0, 2) }.joined(separator: "-")
    let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded($0, 2) }.joined(separator: "-")
    return "UTC--\(date)T\(time).\(padded(now.tv_nsec, 9))Z--\(address.hash.hex)"
  }
}
