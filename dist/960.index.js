export const id = 960;
export const ids = [960];
export const modules = {

/***/ 10960:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseRemote: () => (/* binding */ parseRemote),
/* harmony export */   withoutUserinfo: () => (/* binding */ withoutUserinfo)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73136);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7955);



const example = 'such as `git:https://github.com/acme/delivery.git#towpath` or `git:/srv/towpath.git#towpath`';
/** Reads the part between `git:` and `#`. Relative paths start at `folder`. Throws `url-invalid`. */
function parseRemote(text, folder, token) {
    if (text.startsWith('-') || /\p{Cc}/u.test(text))
        throw urlFault(JSON.stringify(text), 'an option or control characters');
    if (/^https?:\/\//i.test(text))
        return httpRemote(text, token);
    if (/^file:\/\//i.test(text))
        return localRemote(filePath(text));
    if (/^ssh:\/\//i.test(text))
        return sshRemote(text);
    const scheme = /^([a-z][a-z0-9+.-]*):(:|\/\/)/i.exec(text)?.[1];
    if (scheme !== undefined)
        throw urlFault(withoutUserinfo(text), `the scheme \`${scheme}\``);
    // As git tells them apart: `host:path` has a colon before the first slash.
    if (/^[^/]+:/.test(text))
        return { address: text, redact: withoutUserinfo };
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(text))
        return localRemote(text);
    if (folder === undefined)
        throw urlFault(text, 'a relative path and no workspace that it could start from');
    return localRemote((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(folder, text));
}
function localRemote(path) {
    return { address: path, path, redact: withoutUserinfo };
}
function filePath(text) {
    try {
        return (0,node_url__WEBPACK_IMPORTED_MODULE_1__.fileURLToPath)(text);
    }
    catch (cause) {
        throw urlFault(text, cause instanceof Error ? cause.message : String(cause));
    }
}
function sshRemote(text) {
    if (parseUrl(text).password !== '')
        throw urlFault(withoutUserinfo(text), 'a password in an ssh URL');
    return { address: text, redact: withoutUserinfo };
}
function httpRemote(text, token) {
    const url = parseUrl(text);
    const given = givenIn(url);
    const secret = token === undefined || token === '' ? given : withUser(token);
    const encoded = [url.password];
    if (secret !== undefined) {
        url.username = '';
        url.password = '';
    }
    if (secret === undefined)
        return { address: url.href, redact: withoutUserinfo };
    if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
        throw urlFault(url.href, 'http, which would show the token to the network', 'Use https');
    }
    const basic = Buffer.from(secret, 'utf8').toString('base64');
    const secrets = [basic, secret, secret.slice(secret.indexOf(':') + 1), ...encoded].filter((part) => part !== '');
    return {
        address: url.href,
        credentials: { origin: url.origin, basic },
        redact: (said) => withoutUserinfo(secrets.reduce((kept, part) => kept.replaceAll(part, '***'), said)),
    };
}
/** A user alone may be a person's, for a credential helper of theirs, or a token. */
function givenIn({ username, password }) {
    if (password !== '')
        return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `//${username}@`.match(tokenAsUser) === null ? undefined : withUser(username);
}
/** GitHub's and GitLab's tokens, where people write them as a URL's user. */
const tokenAsUser = /\/\/(?:gh[a-z]_|github_pat_|glpat-)[\w.-]+@/g;
/** GitHub takes any user name with a token; this is the one that its own tools send. */
function withUser(token) {
    return token.includes(':') ? token : `x-access-token:${token}`;
}
function isLoopback(host) {
    return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
function parseUrl(text) {
    const url = URL.parse(text);
    if (url === null)
        throw urlFault(withoutUserinfo(text), 'something that is no URL');
    return url;
}
/** `//user:password@` and `//token@` become `//***@`. */
function withoutUserinfo(text) {
    return text.replace(/\/\/[^/@\s:]*:[^/\s]*@/g, '//***@').replaceAll(tokenAsUser, '//***@');
}
function urlFault(where, found, fix) {
    return new _fault_js__WEBPACK_IMPORTED_MODULE_2__/* .MetadataStoreFault */ .h('url-invalid', {
        where: `metadata store git:${where}`,
        expected: `a path, or an https or ssh remote, ${example}`,
        found,
        ...(fix === undefined ? {} : { fix }),
    });
}


/***/ })

};
