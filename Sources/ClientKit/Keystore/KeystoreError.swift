/// Why a key file cannot be read, opened or written.
///
/// The sentences that the original command-line client printed are kept, because scripts know them.
public enum KeystoreError: Error, Hashable, Sendable {
  /// The password is wrong, or the file was changed.
  case wrongPassword
  /// The wallet has a key of this address already.
  case alreadyExists
  /// The wallet has no key of this address.
  case notFound
  /// The file holds another key than its `address` says: have, want.
  case mismatch(have: String, want: String)
  /// The file is no key file; the value says what is missing or malformed.
  case malformed(String)
  /// The file is of a kind that this program does not know; the value names it.
  case unsupported(String)
  /// The file's parameters ask for more memory or time than any honest file needs.
  case tooExpensive
  /// A system call on a path failed with this error number.
  case system(path: String, code: Int32)
}

extension KeystoreError: CustomStringConvertible {
  /// A sentence fragment for people; it never holds any part of a secret.
  public var description: String {
    switch self {
    case .wrongPassword: "could not decrypt key with given passphrase"
    case .alreadyExists: "account already exists"
    case .notFound: "no key for given address or file"
    case .mismatch(let have, let want): "key content mismatch: have account \(have), want \(want)"
    case .malformed(let what): "malformed key file: \(what)"
    case .unsupported(let what): "unsupported key file: \(what)"
    case .tooExpensive: "key file asks for more than 1 GiB of memory or 100 million rounds"
    case .system(let path, let code): "\(path): \(SystemMessage.text(of: code))"
    }
  }
}
